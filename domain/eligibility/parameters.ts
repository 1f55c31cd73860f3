import * as z from 'zod';
import { rupiahSchema } from '../money/money.ts';
import { certaintySchema } from '../tariff/provenance.ts';

/** Every rule can be switched off and says where it comes from; certainty is for people to read, it switches nothing. */
const ruleShape = { enabled: z.boolean(), source: z.string().min(1), certainty: certaintySchema };
const plainRule = z.strictObject(ruleShape).readonly();
const warnOrRefuse = z.enum(['warn', 'refuse']);
const anyOutcome = z.enum(['pass', 'warn', 'refuse']);

/** Roster fields of which BPJS TK's registration can demand that they are filled. */
export const bpjsFieldSchema = z.enum(['namaIbuKandung', 'tempatLahir', 'alamat', 'noHp', 'email', 'penghasilan']);

/** The eligibility part of a programme's configuration: one entry per rule, keyed by the rule's id. */
export const eligibilityParametersSchema = z
  .strictObject({
    /** Prefixes are the first digits (2..6) of a NIK; another region of first issue is lawful and only warned about. */
    'nik-region-plausible': z
      .strictObject({
        ...ruleShape,
        plausiblePrefixes: z
          .array(z.string().regex(/^\d{2,6}$/))
          .min(1)
          .readonly(),
      })
      .readonly(),
    'birth-date-matches-nik': plainRule,
    /** Ages in completed years at the first day of the period, both inclusive: 64 means under 65. */
    'age-window-at-registration': z
      .strictObject({ ...ruleShape, minAge: z.int().min(0).max(100), maxAge: z.int().min(0).max(120) })
      .readonly()
      .refine((rule) => rule.minAge <= rule.maxAge, 'minAge must not exceed maxAge'),
    domicile: plainRule,
    /** Codes of occupations (see the programme's list) that belong to another segment. */
    'segment-and-occupation': z
      .strictObject({ ...ruleShape, excludedOccupations: z.array(z.string().min(1)).readonly(), onUnknown: anyOutcome })
      .readonly(),
    /** Rupiah a month; a declared income above the ceiling. */
    'income-ceiling': z.strictObject({ ...ruleShape, ceiling: rupiahSchema, onAbove: warnOrRefuse }).readonly(),
    'dtsen-decile': z
      .strictObject({
        ...ruleShape,
        maxDecile: z.int().min(1).max(10),
        onAbove: warnOrRefuse,
        onAbsent: anyOutcome,
        staleAfterMonths: z.int().min(1),
      })
      .readonly(),
    'bpjs-data-complete': z
      .strictObject({ ...ruleShape, required: z.array(bpjsFieldSchema).readonly(), onMissing: warnOrRefuse })
      .readonly(),
    'duplicate-near': plainRule,
    'exclusion-list': plainRule,
    /** Sponsors as BPJS TK writes them that are this regency itself; a list older than so many months only warns. */
    'active-elsewhere': z
      .strictObject({
        ...ruleShape,
        onActive: warnOrRefuse,
        ownSponsors: z.array(z.string().min(1)).readonly().default([]),
        staleAfterMonths: z.int().min(1).default(3),
      })
      .readonly(),
    'gap-over-three-months': z.strictObject({ ...ruleShape, maxGapMonths: z.int().min(1) }).readonly(),
    'month-before-registration': plainRule,
    'month-closed': plainRule,
    'cover-held': plainRule,
  })
  .readonly();
export type EligibilityParameters = z.infer<typeof eligibilityParametersSchema>;
export type RuleId = keyof EligibilityParameters;
