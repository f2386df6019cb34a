import type { DoctorFinding } from '../../domain/doctor.ts';

type About = Pick<DoctorFinding, 'code' | 'area' | 'message'>;
type More = Partial<Pick<DoctorFinding, 'means' | 'remedy' | 'commands' | 'ref'>>;

const finding = (state: DoctorFinding['state'], about: About, more: More): DoctorFinding => ({
  ...about,
  ...{ state, means: null, remedy: null, commands: [], ref: null },
  ...more,
});

/** Nothing to do. */
export const ok = (about: About, more: More = {}) => finding('ok', about, more);
/** It stops nothing, and somebody should know. */
export const warning = (about: About, more: More) => finding('warning', about, more);
/** It stops a release. */
export const problem = (about: About, more: More & { readonly remedy: string }) =>
  finding('problem', about, more);
/** It could not be looked at. */
export const unknown = (about: About, more: More) => finding('unknown', about, more);
