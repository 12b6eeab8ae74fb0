/** What a researcher may do; each role may do what those before it may. */
export const roles = ['viewer', 'coder', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether `role` may do what `needed` may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Reads the name of a role; null for anything else. */
export function parseRole(text: string): Role | null {
  return roles.find((role) => role === text) ?? null;
}
