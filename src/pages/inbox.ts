/// <reference types="node" preserve="true" />
/** @internal */
export { locatedAt } from '../core/location.js'
export { approvalInbox } from './inbox/inbox.js'
export type { InboxHandler } from './inbox/inbox.js'
export type { InboxOptions, InboxQuestion, Person } from './inbox/options.js'
