/** A key for the sealed texts of esm in tests that run on a given database. */
export const testDataKey: { readonly ESM_DATA_KEY: string } = {
  ESM_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
};
