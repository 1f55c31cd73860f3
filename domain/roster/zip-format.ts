/** Names of the zip format (APPNOTE 6.3) that the reader and the writer of workbooks share. */
export const LOCAL_HEADER = 0x04034b50;
export const DATA_DESCRIPTOR = 0x08074b50;
export const DIRECTORY_ENTRY = 0x02014b50;
export const END_OF_DIRECTORY = 0x06054b50;

/** Bytes of each before the name that follows it. */
export const LOCAL_HEADER_LENGTH = 30;
export const DIRECTORY_ENTRY_LENGTH = 46;
export const END_LENGTH = 22;

export const DEFLATED = 8;
/** Flag: sizes follow the data. */
export const LATE_SIZES = 8;
/** Flag: names are UTF-8. */
export const UTF8_NAMES = 0x0800;
