// The package ships no types; only what is used here.
declare module '@20minutes/s3rver' {
  import type FilesystemStore from '@20minutes/s3rver/lib/stores/filesystem.js';
  class S3rver {
    constructor(options: {
      address?: string;
      port?: number;
      silent?: boolean;
      directory: string;
      vhostBuckets?: boolean;
      allowMismatchedSignatures?: boolean;
      configureBuckets?: Array<{ name: string; configs?: string[] }>;
    });
    store: FilesystemStore;
    context: { store: FilesystemStore };
    configureBuckets(): Promise<unknown>;
    callback(): import('node:http').RequestListener;
    logger: { exceptions: { unhandle(): void }; close(): void };
  }
  export = S3rver;
}
declare module '@20minutes/s3rver/lib/models/object.js' {
  class S3Object {
    constructor(
      ...parts: [
        bucket: string,
        key: string,
        content: NodeJS.ReadableStream | Buffer | null,
        metadata: Record<string, unknown>,
      ]
    );
    static ALLOWED_METADATA: string[];
    bucket: string;
    key: string;
    content: NodeJS.ReadableStream | Buffer;
    metadata: Record<string, unknown>;
  }
  export = S3Object;
}
declare module '@20minutes/s3rver/lib/stores/filesystem.js' {
  import type S3Object from '@20minutes/s3rver/lib/models/object.js';
  class FilesystemStore {
    constructor(directory: string);
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    getMetadata(bucket: string, key: string): Promise<Record<string, unknown>>;
    putMetadata(bucket: string, ...rest: [key: string, metadata: Record<string, unknown>, md5?: string]): Promise<void>;
    putContent(path: string, content: NodeJS.ReadableStream | Buffer): Promise<[number, string]>;
    getObject(bucket: string, key: string): Promise<S3Object | null>;
    putObject(object: S3Object): Promise<{ size: number; md5: string }>;
    copyObject(
      sourceBucket: string,
      sourceKey: string,
      bucket: string,
      ...more: [key: string, replacement: Record<string, unknown> | null]
    ): Promise<Record<string, unknown>>;
  }
  export = FilesystemStore;
}
