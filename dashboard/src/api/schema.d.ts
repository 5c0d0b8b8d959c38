// Made by `npm run api` from the approved openapi.json; changed there, never here.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Live"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gate can do all its work; else 503 and what is missing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An access token for a password, a refresh token or a machine key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenAnswer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenError"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of a refresh token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": components["schemas"]["RevokeRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenError"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Credentials"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new access token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is calling */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    actor?: string;
                    action?: string;
                    object?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One transaction → its decision; ?explain=full adds the features */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TransactionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DecisionBody"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decisions/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One transaction a line → one decision a line, in order */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-ndjson": components["schemas"]["TransactionBody"];
                    "application/jsonl": components["schemas"]["TransactionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": components["schemas"]["DecisionBody"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What payments turned out to be: one label or an array of up to 1,000 */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewLabel"][];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LabelsBody"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A transaction, its decision, its case and its labels, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DecidedBody"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All registered versions, newest first, and which one decides */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelList"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report a risky payment: it joins its user's open case or opens one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReportedCase"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** New and changed cases, risky decisions, and a heartbeat every 5 s */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters, rates and latencies */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserList"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Add a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change roles, disable or enable */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/users/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password and end all sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys, newest first, without their secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyList"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeySecret"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a successor; the old key works for some time more */
        post: {
            parameters: {
                query?: {
                    grace_minutes?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeySecret"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key, everywhere within 2 s */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases by pages */
        get: {
            parameters: {
                query?: {
                    /** @description One of OPEN, CONFIRMED_FRAUD, FALSE_POSITIVE. */
                    status?: string;
                    /** @description A user name; me; or none, for cases that are nobody's. */
                    assignee?: string;
                    /** @description From 0 to 1, such as 0.995. */
                    min_risk?: string;
                    /** @description user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them. */
                    entity?: string;
                    /** @description How a case id, user, transaction id or merchant begins. */
                    text?: string;
                    /** @description Opened at or after this time, RFC 3339. */
                    from?: string;
                    /** @description Opened before this time, RFC 3339. */
                    to?: string;
                    /** @description newest (default), oldest, risk or amount. */
                    sort?: string;
                    /** @description From 1 to 200, default 50. */
                    limit?: string;
                    /** @description The next_cursor of a page of the same query. */
                    cursor?: string;
                    /** @description true counts all pages; without it total is given for no filter or status only. */
                    count?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CasePage"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of one case; its ETag is needed to change it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Close, open again, assign; If-Match required */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/cases/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Comment on a case */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommentAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change up to 200 cases, each with its own result */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkOrder"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkAnswer"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All cases of a filter as CSV */
        get: {
            parameters: {
                query?: {
                    /** @description One of OPEN, CONFIRMED_FRAUD, FALSE_POSITIVE. */
                    status?: string;
                    /** @description A user name; me; or none, for cases that are nobody's. */
                    assignee?: string;
                    /** @description From 0 to 1, such as 0.995. */
                    min_risk?: string;
                    /** @description user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them. */
                    entity?: string;
                    /** @description How a case id, user, transaction id or merchant begins. */
                    text?: string;
                    /** @description Opened at or after this time, RFC 3339. */
                    from?: string;
                    /** @description Opened before this time, RFC 3339. */
                    to?: string;
                    /** @description newest (default), oldest, risk or amount. */
                    sort?: string;
                    /** @description From 1 to 200, default 50. */
                    limit?: string;
                    /** @description The next_cursor of a page of the same query. */
                    cursor?: string;
                    /** @description true counts all pages; without it total is given for no filter or status only. */
                    count?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who did what to which object, when, from where. Written once, never changed. */
        AuditEntry: {
            /** Format: int64 */
            id?: number;
            /** Format: date-time */
            at: string;
            /** @description `user:NAME`, `key:ID`, `command` or `system`. */
            actor: string;
            /** @description Object and verb, such as `user.created`. */
            action: string;
            /** @description Kind and name, such as `user:maria`. */
            object: string;
            from?: null | string;
            to?: null | string;
            /** @description Network address of the caller. */
            address?: null | string;
        };
        AuditPage: {
            /** @description Entries, newest first. */
            items: components["schemas"]["AuditEntry"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
        };
        /** @description One result a case, in the order asked for. */
        BulkAnswer: {
            results: components["schemas"]["BulkResult"][];
        };
        BulkError: {
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail: null | string;
        };
        /** @description The change of one case, for many. */
        BulkOrder: {
            /** @description 1 to 200 cases. */
            ids: string[];
            status?: null | components["schemas"]["CaseStatus"];
            assignee?: null | string;
        };
        BulkResult: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description 200, 404 or 409, as PATCH would have answered.
             */
            status: number;
            error?: null | components["schemas"]["BulkError"];
        };
        /** @description What PATCH changes: `{status?, assignee?}`. A null assignee gives the case back. */
        CaseChange: {
            status?: null | components["schemas"]["CaseStatus"];
            assignee?: null | string;
        };
        /** @description All that is known of a case. */
        CaseDetail: {
            /** @description Its payments, newest first. */
            transactions: components["schemas"]["PaymentAnswer"][];
            /** @description Other payments of the user, newest first, at most 50. */
            evidence: components["schemas"]["PaymentAnswer"][];
            /** @description Feature values of the severest payment, by name. */
            features: {
                [key: string]: null | number;
            };
            /** @description What the model finds usual; null for a feature it does not see. */
            usual: {
                [key: string]: null | number;
            };
            /** @description The values in an analyst's words. */
            feature_texts: {
                [key: string]: string;
            };
            /** @description The gates of the generation that decided the severest payment. */
            gates: components["schemas"]["Gates"];
            /** Format: int32 */
            generation: number;
            /** @description Kind and version, such as "isolation-forest v14"; null when there was none. */
            model: null | string;
            /**
             * Format: double
             * @description The model's score of the severest payment, and of a usual one.
             */
            score: null | number;
            /** Format: double */
            usual_score: null | number;
            comments: components["schemas"]["CommentAnswer"][];
            /** @description What was done, oldest first. */
            history: components["schemas"]["HistoryLine"][];
            /** Format: uuid */
            id: string;
            user_id: string;
            status: components["schemas"]["CaseStatus"];
            /**
             * Format: double
             * @description Of the severest payment, 0 to 1; null when nothing could score it.
             */
            risk: null | number;
            /** @description review or block */
            decision: components["schemas"]["DecisionKind"];
            /** @description The severest payment. */
            transaction_id: string;
            /**
             * Format: int64
             * @description Minor units; null when another system reported the payment and the gate never saw it.
             */
            amount_minor: null | number;
            currency: null | string;
            reasons: components["schemas"]["ReasonJson"];
            /** Format: int32 */
            transaction_count: number;
            assignee: null | string;
            /** @description gate, or the name of the machine key that reported the first payment. */
            source: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            closed_at: string;
            late: boolean;
            /** @description no_model, model_failed, features */
            degraded: string[];
        };
        CasePage: {
            /** @description In the order asked for. */
            items: components["schemas"]["CaseSummary"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
            /**
             * Format: int64
             * @description Cases of all pages, exact; null when nobody asked to count them.
             */
            total: null | number;
        };
        /**
         * @description Where a case stands: OPEN → CONFIRMED_FRAUD or FALSE_POSITIVE, and back to OPEN.
         * @enum {unknown}
         */
        CaseStatus: "OPEN" | "CONFIRMED_FRAUD" | "FALSE_POSITIVE";
        /** @description A case as lists and the live feed show it. */
        CaseSummary: {
            /** Format: uuid */
            id: string;
            user_id: string;
            status: components["schemas"]["CaseStatus"];
            /**
             * Format: double
             * @description Of the severest payment, 0 to 1; null when nothing could score it.
             */
            risk: null | number;
            /** @description review or block */
            decision: components["schemas"]["DecisionKind"];
            /** @description The severest payment. */
            transaction_id: string;
            /**
             * Format: int64
             * @description Minor units; null when another system reported the payment and the gate never saw it.
             */
            amount_minor: null | number;
            currency: null | string;
            reasons: components["schemas"]["ReasonJson"];
            /** Format: int32 */
            transaction_count: number;
            assignee: null | string;
            /** @description gate, or the name of the machine key that reported the first payment. */
            source: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            closed_at: string;
            late: boolean;
            /** @description no_model, model_failed, features */
            degraded: string[];
        };
        /** @description Payments on the way to the first model. */
        ColdStartProgress: {
            /** Format: int64 */
            seen: number;
            /** Format: int64 */
            needed: number;
        };
        CommentAnswer: {
            /** Format: uuid */
            id: string;
            author: string;
            text: string;
            /** Format: date-time */
            at: string;
        };
        Credentials: {
            username: string;
            password: string;
        };
        /** @description The shape of what is kept of a transaction. */
        DecidedBody: {
            transaction: components["schemas"]["TransactionBody"];
            decision: components["schemas"]["DecisionBody"];
            /** Format: uuid */
            case_id: null | string;
            labels: components["schemas"]["LabelBody"][];
        };
        /** @description The shape of a decision, for the API's description; DecisionJson writes it. */
        DecisionBody: {
            transaction_id: string;
            user_id: string;
            /** @description approve, review or block. */
            decision: string;
            /**
             * Format: double
             * @description 0 to 1: the share of payments less unusual than this one; null without a model.
             */
            risk: null | number;
            /** @description Model → its raw score. */
            scores: {
                [key: string]: number;
            };
            reasons: components["schemas"]["Reason"][];
            /**
             * Format: int32
             * @description Number of the configuration that decided.
             */
            generation: number;
            /** @description Whether the payment came behind the watermark. */
            late: boolean;
            /** @description What was lacking: no_model, model_failed, features. */
            degraded: string[];
            /** Format: date-time */
            decided_at: string;
            /** @description With ?explain=full only. */
            features?: null | {
                [key: string]: null | number;
            };
        };
        /**
         * @description What the gate answers, from mild to severe.
         * @enum {unknown}
         */
        DecisionKind: "approve" | "review" | "block";
        /** @description Risks from which a payment is reviewed and blocked. */
        Gates: {
            /** Format: double */
            review: number;
            /** Format: double */
            block: number;
        };
        HistoryLine: {
            /** Format: date-time */
            at: string;
            /** @description User name, name of a machine key, or gate. */
            actor: string;
            /** @description opened, status, assigned, reported or commented */
            action: string;
            from: null | string;
            to: null | string;
        };
        KeyAnswer: {
            /** @description For the header X-Tollgate-Key. */
            key_id: string;
            /** @description Name of the machine. */
            name: string;
            /** @description decide, label, cases, read */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Set when a successor was made.
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description Set when it was revoked.
             */
            revoked_at: string;
        };
        KeyList: {
            items: components["schemas"]["KeyAnswer"][];
        };
        KeySecret: {
            /** @description For the header X-Tollgate-Key. */
            key_id: string;
            /** @description base64url of the 32 bytes of the HMAC key; shown this once. */
            secret: string;
            /** @description Name of the machine. */
            name: string;
            /** @description What it may do. */
            scopes: string[];
        };
        LabelBody: {
            /** @description fraud or genuine. */
            label: string;
            /** Format: date-time */
            reported_at: string;
            source: string;
        };
        /** @enum {unknown} */
        LabelKind: "genuine" | "fraud" | null;
        /** @description The shape of the answer to labels. */
        LabelsBody: {
            /** Format: int32 */
            accepted: number;
            /** Format: int32 */
            unchanged: number;
            rejected: components["schemas"]["RejectedLabelBody"][];
        };
        /** @description Milliseconds; null when nothing was decided lately. */
        Latencies: {
            /** Format: double */
            p50: null | number;
            /** Format: double */
            p99: null | number;
            /** Format: double */
            p999: null | number;
        };
        Live: {
            /** @description live */
            status: string;
        };
        Me: {
            /** @description Name of the user, or of the machine key. */
            username: string;
            /** @description Roles, with those they contain. */
            roles: string[];
            /** @description Scopes of the token. */
            scopes: string[];
        };
        MinuteCounts: {
            /** Format: date-time */
            minute: string;
            /** Format: int32 */
            approve: number;
            /** Format: int32 */
            review: number;
            /** Format: int32 */
            block: number;
        };
        ModelAnswer: {
            /** @description NAME/VERSION. */
            id: string;
            name: string;
            /** Format: int32 */
            version: number;
            /** @description Whether it decides now. */
            champion: boolean;
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            trained_from: string;
            /** Format: date-time */
            trained_to: string;
            /**
             * Format: int64
             * @description Payments of the training period.
             */
            rows: number;
            /** Format: uint64 */
            seed: number;
            /** @description Hash of the feature set that it was trained on. */
            features: string;
            sha256: string;
            /** @description Figures of the training report. */
            metrics: {
                [key: string]: number;
            };
        };
        ModelInForce: {
            name: string;
            /** Format: int32 */
            version: number;
            /** Format: int32 */
            generation: number;
        };
        ModelList: {
            /** @description Newest first. */
            items: components["schemas"]["ModelAnswer"][];
            /**
             * Format: int32
             * @description Number of the configuration in force.
             */
            generation: number;
            cold_start: null | components["schemas"]["ColdStartProgress"];
        };
        NewComment: {
            /** @description 1 to 4000 characters. */
            text: string;
        };
        NewKey: {
            /** @description 1–64 characters; the source of the cases and labels it sends. */
            name: string;
            /** @description At least one of decide, label, cases, read. */
            scopes: string[];
        };
        /** @description What a payment turned out to be, as it is sent. */
        NewLabel: {
            transaction_id: string;
            /** @description fraud or genuine. */
            label: string;
            /** @description RFC 3339; absent = now. */
            reported_at?: null | string;
            /** @description Who says so, at most 64 characters; absent = the caller, as it must be for people. */
            source?: null | string;
        };
        NewPassword: {
            /** @description At least 8 characters. */
            password: string;
        };
        NewUser: {
            /** @description 1–64 letters, digits and -._@+ */
            username: string;
            /** @description At least 8 characters. */
            password: string;
            /** @description admin, lead, analyst, auditor */
            roles: string[];
        };
        OpenCases: {
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            unassigned: number;
            /**
             * Format: int64
             * @description Opened in the last 24 h, whatever became of them.
             */
            opened_24h: number;
        };
        Overview: {
            /**
             * Format: date-time
             * @description The server's clock.
             */
            now: string;
            demo: boolean;
            /** @description Of the last 24 h. */
            decisions: components["schemas"]["VerdictCounts"];
            /**
             * Format: double
             * @description Decisions a second over the last 10 s.
             */
            rate: number;
            /** @description Of the last minutes. */
            latency_ms: components["schemas"]["Latencies"];
            cases: components["schemas"]["OpenCases"];
            /** @description Risks from which a payment is reviewed and blocked. */
            gates: components["schemas"]["Gates"];
            model: null | components["schemas"]["ModelInForce"];
            cold_start: null | components["schemas"]["ColdStartProgress"];
            /** @description The last 60 minutes, oldest first. */
            series: components["schemas"]["MinuteCounts"][];
        };
        /** @description A payment as the detail of a case shows it. What the gate never saw of it is null. */
        PaymentAnswer: {
            transaction_id: string;
            /** Format: date-time */
            event_time: string;
            /**
             * Format: int64
             * @description Minor units of the currency.
             */
            amount_minor: null | number;
            currency: null | string;
            merchant_id: null | string;
            merchant_category: null | string;
            card_id: null | string;
            device_id: null | string;
            country: null | string;
            card_country: null | string;
            ip_country: null | string;
            channel: null | string;
            decision: components["schemas"]["DecisionKind"];
            /**
             * Format: double
             * @description 0 to 1; null when nothing could score it.
             */
            risk: null | number;
            reasons: components["schemas"]["ReasonJson"];
            late: boolean;
            degraded: string[];
            label: null | components["schemas"]["LabelKind"];
        };
        Problem: {
            /** @description urn:tollgate:problem:CODE */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail?: string;
            /** @description Field → what is wrong with it. */
            errors?: {
                [key: string]: string[];
            };
            trace_id?: string;
        };
        /** @description Why a payment stands out, as the API shows it. */
        Reason: {
            /** @description Name of the feature. */
            code: string;
            /** @description "12 payments in 60 s; usual: 1". */
            text: string;
            /**
             * Format: double
             * @description What the feature adds to the score of a usual payment; negative lowers it.
             */
            contribution: number;
        };
        /** @description Reasons as JSON text, which is how they are kept: what was said to the analyst does not change when a later model
         *     finds other values usual, and a list needs no parsing. */
        ReasonJson: components["schemas"]["Reason"][];
        RejectedLabelBody: {
            /**
             * Format: int32
             * @description Of the label in the array, from 0.
             */
            index: number;
            transaction_id: null | string;
            /** @description A problem. */
            error: Record<string, never>;
        };
        /** @description A payment that another system finds risky. */
        ReportedCase: {
            transaction_id: string;
            user_id: string;
            /**
             * Format: double
             * @description 0 to 1; absent = what the gate said, where it saw the payment.
             */
            risk?: null | number;
            /** @description Sentences, or {code, text, contribution?}. */
            reasons?: null | unknown[];
            /** @description Becomes a comment, 1 to 4000 characters. */
            note?: null | string;
        };
        /** @description The form of POST /api/revoke. */
        RevokeRequest: {
            /** @description A refresh token. */
            token: string;
        };
        SessionAnswer: {
            /** @description For the header Authorization: Bearer. */
            access_token: string;
            /** @description Bearer */
            token_type: string;
            /**
             * Format: int32
             * @description Seconds.
             */
            expires_in: number;
            /** @description Who has signed in. */
            user: components["schemas"]["Me"];
        };
        /** @description RFC 6749 5.1. */
        TokenAnswer: {
            /** @description JWT for the header Authorization: Bearer. */
            access_token: string;
            /** @description Bearer */
            token_type: string;
            /**
             * Format: int32
             * @description Seconds.
             */
            expires_in: number;
            /** @description Scopes, separated by blanks. */
            scope: string;
            /** @description Good for one refresh; absent for machine keys. */
            refresh_token: null | string;
        };
        /** @description RFC 6749 5.2: not a problem, as OAuth clients expect this. */
        TokenError: {
            error: string;
            error_description: string;
        };
        /** @description The form of POST /api/token. */
        TokenRequest: {
            /** @description password, refresh_token or client_credentials */
            grant_type: string;
            /** @description With password. */
            username?: null | string;
            /** @description With password. */
            password?: null | string;
            /** @description With refresh_token. */
            refresh_token?: null | string;
            /** @description With client_credentials: the key id. */
            client_id?: null | string;
            /** @description With client_credentials: the secret. */
            client_secret?: null | string;
            /** @description Fewer scopes than one has, separated by blanks. */
            scope?: null | string;
        };
        /** @description The shape of a transaction, for the API's description; it is read by the engine's own parser. */
        TransactionBody: {
            /** @description Unique, 1 to 64 characters: the idempotency key. */
            transaction_id: string;
            /**
             * Format: date-time
             * @description RFC 3339 with an offset.
             */
            event_time: string;
            user_id: string;
            /**
             * Format: int64
             * @description Minor units of the currency, 0 to 10^14.
             */
            amount_minor: number;
            /** @description ISO 4217. */
            currency: string;
            merchant_id: string;
            /** @description ISO 18245, four digits. */
            merchant_category?: null | string;
            /** @description Of the merchant; ISO 3166-1 alpha-2. */
            country?: null | string;
            card_country?: null | string;
            ip_country?: null | string;
            /** @description ecom, pos, atm or transfer. */
            channel?: null | string;
            /** @description A token, never the card's number. */
            card_id?: null | string;
            device_id?: null | string;
            ip?: null | string;
            email_id?: null | string;
            /** @description Up to 32 of text, number or bool. */
            attributes?: null | Record<string, never>;
        };
        UserAnswer: {
            /** @description Unique, whatever its case. */
            username: string;
            /** @description Those given to the user, without those they contain. */
            roles: string[];
            /** @description A disabled user cannot sign in, and has no session. */
            disabled: boolean;
            /**
             * Format: date-time
             * @description When the user was added.
             */
            created_at: string;
        };
        UserChange: {
            /** @description All roles from now on; absent leaves them. */
            roles?: null | string[];
            /** @description Absent leaves it. */
            disabled?: null | boolean;
        };
        UserList: {
            items: components["schemas"]["UserAnswer"][];
        };
        VerdictCounts: {
            /** Format: int64 */
            approve: number;
            /** Format: int64 */
            review: number;
            /** Format: int64 */
            block: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
