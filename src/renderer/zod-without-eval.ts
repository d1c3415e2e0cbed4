import { z } from 'zod';

// The page's Content-Security-Policy has no eval, and zod's probe for it would be reported as a violation.
z.config({ jitless: true });
