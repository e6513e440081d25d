declare namespace Cloudflare {
  interface Env {
    SESSIONS: DurableObjectNamespace<import('../../server/worker.ts').SessionObject>
  }
}
