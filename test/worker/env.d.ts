declare namespace Cloudflare {
  interface Env {
    SESSIONS: DurableObjectNamespace<import('../../server/worker.ts').SessionObject>
    CODES: DurableObjectNamespace<import('../../server/worker.ts').CodeObject>
    KEYS: DurableObjectNamespace<import('../../server/worker.ts').KeyObject>
  }
}
