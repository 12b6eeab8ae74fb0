/** A value that survives a round trip through Postgres `jsonb`. `undefined`, functions and dates do not. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
