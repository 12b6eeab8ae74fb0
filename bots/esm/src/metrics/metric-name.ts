/** The name of a figure in `getMetrics()`: `esm_validation_requests_total` is `validationRequests`. */
export function toFigureName(metric: string): string {
  return metric
    .replace(/^esm_/, '')
    .replace(/_total$/, '')
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
