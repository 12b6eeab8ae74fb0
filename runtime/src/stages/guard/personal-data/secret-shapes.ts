/** Shapes of keys as their issuers document them; each starts at a fixed text and is bounded. */
export const secretShapes: readonly RegExp[] = [
  /(?:(?<=bot)|(?<![\d\p{L}]))\d{6,12}:[A-Za-z0-9_-]{30,64}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])sk-[A-Za-z0-9_-]{16,256}/gu,
  /(?<![\p{L}\d])(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,128}/gu,
  // Prefixes of one issuer each, followed by at least ten signs.
  /(?<![\p{L}\d])(?:gh[oprsu]_|github_pat_|glpat-|gldt-|glrt-|xox[abeprs]-|xapp-|shp(?:at|ss|ca|pa)_|npm_|hf_|whsec_|AGE-SECRET-KEY-|dop_v1_|doo_v1_|SG\.|r8_|pplx-|gsk_|xai-|nvapi-|pypi-|dckr_pat_|lin_api_|secret_|ntn_|sbp_|hvs\.|xkeysib-|rzp_(?:live|test)_|PMAK-|NRAK-|figd_|glsa_|glc_|tskey-|sq0(?:atp|csp)-|GOCSPX-|ya29\.|EAA[A-Z]|pat-(?:na|eu)\d-|cfat_|fo1_|rnd_|dapi|key-|ATATT3|ATCTT3|LTAI|sntrys_|ops_|sandbox_[a-z]_?|vercel_|waka_|API_KEY_|uk_live_|APP_USR-|b2_|m2m_)[A-Za-z0-9_.=+/-]{10,256}/gu,
  /(?<![\p{L}\d])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])AIza[0-9A-Za-z_-]{30,64}/gu,
  // Another start ends the one before: many in a row are read once, not once each.
  /(?<![\p{L}\d])eyJ(?:(?![-_]eyJ)[A-Za-z0-9_-]){8,2048}\.[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{0,1024})?/gu,
  // Twilio, Mailchimp, Discord.
  /(?<![\p{L}\d])(?:SK|AC)[0-9a-f]{32}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])[0-9a-f]{32}-us\d{1,2}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}(?![\p{L}\d])/gu,
  // The same as a list of 64 bytes, as the tools of Solana write it.
  /\[\s{0,3}\d{1,3}(?:\s{0,2},\s{0,3}\d{1,3}){31,63}\s{0,3}(?:\]|$)/g,
  // Bitcoin's wallet import format, extended private keys.
  /(?<![1-9A-HJ-NP-Za-km-z])[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![1-9A-HJ-NP-Za-km-z])/g,
  /(?<![\p{L}\d])[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,112}(?![\p{L}\d])/gu,
  // Passwords and keys inside links; those of hooks.
  /(?<=:\/\/[^\s:@/]{0,64}:)[^\s@/]{3,128}(?=@)/g,
  /https:\/\/(?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks)\/[A-Za-z0-9/_-]{16,200}/g,
  /(?<=AccountKey=)[A-Za-z0-9+/=]{40,100}/g,
];
