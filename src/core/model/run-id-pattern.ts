/** What a run's id looks like: it is also the name of its folder, so nothing that leads elsewhere. */
export const runIdPattern = /^[a-z0-9][a-z0-9-]{0,79}$/;
