import * as z from 'zod';

/** Before any schema is made: zod would try to make functions out of text, which the Content-Security-Policy forbids. */
z.config({ jitless: true });
