/** Documents of the configuration, each with a history of its versions and of who changed it. */
export const CONFIGURATION_NAMES = [
  'people',
  'policy',
  'regency',
  'calendar',
  'freezes',
  'allocations',
  'fundingSources',
  'wadah',
  'programmes',
  'tariffs',
  'files',
] as const;

export const LISTS = ['exclusions', 'members'] as const;
