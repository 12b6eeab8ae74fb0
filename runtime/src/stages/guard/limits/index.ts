export { type ImageHeader, type ImageRefusal, judgeImage, readImageHeader } from './image-limits.ts';
export { isPublicAddress } from './ip-ranges.ts';
export {
  emptyRateState,
  judgeMessageRate,
  RATE_WINDOW_MS,
  type RateAnswer,
  type RateLimits,
  type RateState,
} from './message-rate.ts';
export { isJsonWithinDepth, limitMarks, limits, OMITTED, toKeptText, toModelText } from './text-limits.ts';
export {
  isAllowedHost,
  judgeRedirect,
  judgeUrl,
  judgeUrlTarget,
  type Resolver,
  type UrlDecision,
  type UrlPolicy,
  type UrlRefusal,
} from './url-policy.ts';
