// Made by `npm run api` from the approved openapi.json; changed there, never here.

export interface paths {
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
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    /** @description Cases a page, 50 when absent. */
                    limit?: number;
                    /** @description The next_cursor of a page of the same query. */
                    cursor?: string;
                    /** @description true counts all pages; without it total is given for no filter or status only. */
                    count?: boolean;
                    /** @description Where the case stands. */
                    status?: "OPEN" | "CONFIRMED_FRAUD" | "FALSE_POSITIVE";
                    /** @description A user name; me; or none, for cases that are nobody's. */
                    assignee?: string;
                    /** @description From 0 to 1, such as 0.995. */
                    min_risk?: number;
                    /** @description user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them. */
                    entity?: string;
                    /** @description How a case id, user, transaction id or merchant begins. */
                    text?: string;
                    /** @description Opened at or after this time. */
                    from?: string;
                    /** @description Opened before this time. */
                    to?: string;
                    /** @description newest when absent. */
                    sort?: "newest" | "oldest" | "risk" | "amount";
                };
                header?: {
                    /** @description ETag of the page that the caller has. */
                    "If-None-Match"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description For If-None-Match. */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CasePage"];
                    };
                };
                /** @description Not Modified */
                304: {
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
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["BulkChangeRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChangeResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    /** @description Where the case stands. */
                    status?: "OPEN" | "CONFIRMED_FRAUD" | "FALSE_POSITIVE";
                    /** @description A user name; me; or none, for cases that are nobody's. */
                    assignee?: string;
                    /** @description From 0 to 1, such as 0.995. */
                    min_risk?: number;
                    /** @description user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them. */
                    entity?: string;
                    /** @description How a case id, user, transaction id or merchant begins. */
                    text?: string;
                    /** @description Opened at or after this time. */
                    from?: string;
                    /** @description Opened before this time. */
                    to?: string;
                    /** @description newest when absent. */
                    sort?: "newest" | "oldest" | "risk" | "amount";
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
                        "text/csv": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        /** @description For If-Match. */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetailResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Close, open again, assign */
        patch: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the case as it was read, or * for any. */
                    "If-Match": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseChangeRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description For the next If-Match. */
                        ETag?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetailResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /** Comments on a case, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["CommentPage"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
            };
        };
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
                    "application/json": components["schemas"]["CommentRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommentResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
    "/api/cases/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a case, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["HistoryPage"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
    "/api/cases/{id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments of a case, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
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
                        "application/json": components["schemas"]["CaseTransactionPage"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /**
         * Decide one payment
         * @description Needs the scope decide.
         */
        post: {
            parameters: {
                query?: {
                    /** @description With all features, and with reasons for an approved payment too. */
                    explain?: "full";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TransactionRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description true when this payment was decided before. */
                        "Idempotent-Replayed"?: string;
                        /** @description How long the decision took: decide;dur=MILLISECONDS. */
                        "Server-Timing"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DecisionResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /**
         * Decide many payments
         * @description One JSON object a line, answered by a line each, in the same order. With the header Content-Digest (RFC 9530, sha-256) a signed batch is known to be its sender's before its body is read, and then no crowd of strangers can keep it waiting. Needs the scope decide.
         */
        post: {
            parameters: {
                query?: {
                    /** @description With all features, and with reasons for an approved payment too. */
                    explain?: "full";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-ndjson": components["schemas"]["TransactionRequest"];
                    "application/jsonl": components["schemas"]["TransactionRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": components["schemas"]["DecisionResponse"] | components["schemas"]["BatchErrorResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["KeysResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["KeyRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeySecretResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
            };
        };
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
                        "application/json": components["schemas"]["KeySecretResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /**
         * Report what payments turned out to be: one label, or up to 1,000
         * @description Needs the scope label.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LabelRequest"] | components["schemas"]["LabelRequest"][];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LabelsResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /** What happens, as it happens */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Of the last event seen: what came after it is sent again. */
                    "Last-Event-ID"?: string;
                };
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
                        "text/event-stream": components["schemas"]["LiveEvent"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["CallerResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["ModelsResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["OverviewResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["TokenErrorResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["SessionRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description The refresh token, which no script can read; it goes to /api/session only. */
                        "Set-Cookie"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description Tells the dashboard's own script from another page. */
                    "X-Tollgate-Session": "1";
                };
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
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                header: {
                    /** @description Tells the dashboard's own script from another page. */
                    "X-Tollgate-Session": "1";
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description The refresh token, which no script can read; it goes to /api/session only. */
                        "Set-Cookie"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["TokenResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenErrorResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenErrorResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /**
         * A payment, its decision, its case and its labels
         * @description Needs the scope read.
         */
        get: {
            parameters: {
                query?: {
                    /** @description With all features, and with reasons for an approved payment too. */
                    explain?: "full";
                };
                header?: never;
                path: {
                    /** @description The transaction_id. */
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
                        "application/json": components["schemas"]["TransactionResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                        "application/json": components["schemas"]["UsersResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["UserRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["UserChangeRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserResponse"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
                    "application/json": components["schemas"]["PasswordRequest"];
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
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
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
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /** Whether the gate can do all its work */
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
                        "application/json": components["schemas"]["Ready"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ready"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
        /**
         * Report a risky payment: it joins its user's open case or opens one
         * @description Needs the scope cases.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 16 to 64 of A–Z a–z 0–9 - _, accepted once. */
                    "X-Tollgate-Nonce": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReportRequest"];
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
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemResponse"];
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who did what to which object, when, from where. */
        AuditEntryResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            at: string;
            /** @description user:NAME, key:ID, command, system, gate or anonymous. */
            actor: string;
            /** @description Object and verb, such as user.created. */
            action: string;
            /** @description Kind and name, such as user:maria. */
            object: string;
            from: null | string;
            to: null | string;
            /** @description Network address of the caller. */
            address: null | string;
        };
        /** @description One page of the audit log. */
        AuditPage: {
            /** @description Newest first. */
            items: components["schemas"]["AuditEntryResponse"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
        };
        /** @description A line of a batch that could not be decided. */
        BatchErrorResponse: {
            /**
             * Format: int32
             * @description Counted from 1, empty lines included.
             */
            line: number;
            error: components["schemas"]["ProblemResponse"];
            /** @description As far as it could be read. */
            transaction_id?: string;
        };
        /** @description The change of one case, for many. */
        BulkChangeRequest: {
            /** @description 1 to 200 cases. */
            ids: string[];
            status?: null | components["schemas"]["CaseStatus"];
            assignee?: null | string;
        };
        /** @description One result a case, in the order asked for. */
        BulkChangeResponse: {
            results: components["schemas"]["BulkResult"][];
        };
        /** @description What became of the change of one case. */
        BulkResult: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description 200, 404 or 409, as PATCH would have answered.
             */
            status: number;
            /** @description The problem, when it was refused. */
            error?: components["schemas"]["ProblemResponse"];
        };
        /** @description Who is calling. */
        CallerResponse: {
            /** @description Name of the user, or of the machine key. */
            username: string;
            /** @description With those they contain. */
            roles: ("admin" | "lead" | "analyst" | "auditor")[];
            /** @description Of the token. */
            scopes: ("decide" | "label" | "cases" | "read")[];
        };
        /** @description What changes of a case: its status, its assignee or both. A null assignee gives it back. */
        CaseChangeRequest: {
            status?: null | components["schemas"]["CaseStatus"];
            assignee?: null | string;
        };
        /** @description All that is known of a case. */
        CaseDetailResponse: {
            /** @description Its newest 50 payments, newest first. */
            transactions: components["schemas"]["CaseTransactionResponse"][];
            /** @description For the page of transactions behind these; null when these are all. */
            transactions_cursor: null | string;
            severest: null | components["schemas"]["CaseTransactionResponse"];
            /** @description Other payments of the user, newest first, at most 50. */
            evidence: components["schemas"]["CaseTransactionResponse"][];
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
            /** @description The thresholds of the generation that decided the severest payment. */
            thresholds: components["schemas"]["Thresholds"];
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
            /** @description The newest 50, oldest first. */
            comments: components["schemas"]["CommentResponse"][];
            /** @description For the page of comments before these; null when these are all. */
            comments_cursor: null | string;
            /** @description What was done, the newest 50 lines, oldest first. */
            history: components["schemas"]["HistoryLine"][];
            /** @description For the page of history before these; null when these are all. */
            history_cursor: null | string;
            /** Format: uuid */
            id: string;
            user_id: string;
            status: components["schemas"]["CaseStatus"];
            /**
             * Format: double
             * @description Of the severest payment, 0 to 1; null when nothing could score it.
             */
            risk: null | number;
            /** @description Review or block. */
            decision: components["schemas"]["DecisionKind"];
            /** @description The severest payment; empty when the case has none, as its only one turned out to be another user's. */
            transaction_id: string;
            /**
             * Format: int64
             * @description Minor units; null when another system reported the payment and the gate never saw it.
             */
            amount_minor: null | number;
            currency: null | string;
            /** @description Why the payment stands out, strongest first. */
            reasons: components["schemas"]["Reason"][];
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
            closed_at: null | string;
            /**
             * Format: int32
             * @description Rises with every change: of two states of a case the one of the higher version is newer.
             */
            version: number;
            /** @description Whether the payment came behind the watermark. */
            late: boolean;
            /** @description What the decision lacked. */
            degraded: ("no_model" | "model_failed" | "features")[];
        };
        /** @description One page of cases. */
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
         * @enum {string}
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
            /** @description Review or block. */
            decision: components["schemas"]["DecisionKind"];
            /** @description The severest payment; empty when the case has none, as its only one turned out to be another user's. */
            transaction_id: string;
            /**
             * Format: int64
             * @description Minor units; null when another system reported the payment and the gate never saw it.
             */
            amount_minor: null | number;
            currency: null | string;
            /** @description Why the payment stands out, strongest first. */
            reasons: components["schemas"]["Reason"][];
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
            closed_at: null | string;
            /**
             * Format: int32
             * @description Rises with every change: of two states of a case the one of the higher version is newer.
             */
            version: number;
            /** @description Whether the payment came behind the watermark. */
            late: boolean;
            /** @description What the decision lacked. */
            degraded: ("no_model" | "model_failed" | "features")[];
        };
        /** @description One page of a case's payments. */
        CaseTransactionPage: {
            /** @description Newest first. */
            items: components["schemas"]["CaseTransactionResponse"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
            /**
             * Format: int32
             * @description Payments of the case.
             */
            total: number;
        };
        /** @description A payment as the detail of a case shows it. What the gate never saw of it is null. */
        CaseTransactionResponse: {
            transaction_id: string;
            /** Format: date-time */
            event_time: null | string;
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
            /** @enum {null|string} */
            channel: "ecom" | "pos" | "atm" | "transfer" | null;
            decision: components["schemas"]["DecisionKind"];
            /**
             * Format: double
             * @description 0 to 1; null when nothing could score it.
             */
            risk: null | number;
            /** @description Why the payment stands out, strongest first. */
            reasons: components["schemas"]["Reason"][];
            late: boolean;
            degraded: ("no_model" | "model_failed" | "features")[];
            label: null | components["schemas"]["LabelKind"];
        };
        /** @description One page of the comments on a case. */
        CommentPage: {
            /** @description Newest first. */
            items: components["schemas"]["CommentResponse"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
        };
        CommentRequest: {
            /** @description 1 to 4000 characters. */
            text: string;
        };
        /** @description What someone wrote on a case. */
        CommentResponse: {
            /** Format: uuid */
            id: string;
            /** @description User name, or the name of a machine key. */
            author: string;
            text: string;
            /** Format: date-time */
            at: string;
        };
        /**
         * @description What the gate answers, from mild to severe.
         * @enum {string}
         */
        DecisionKind: "approve" | "review" | "block";
        /** @description What the gate decided on a payment, and why. */
        DecisionResponse: {
            transaction_id: string;
            user_id: string;
            decision: components["schemas"]["DecisionKind"];
            /**
             * Format: double
             * @description 0 to 1: the share of payments less unusual than this one; null without a model.
             */
            risk: null | number;
            /** @description Model → its raw score. */
            scores: {
                [key: string]: number;
            };
            /** @description Strongest first; none for an approved payment unless asked by ?explain=full. */
            reasons: components["schemas"]["Reason"][];
            /**
             * Format: int32
             * @description Number of the configuration that decided.
             */
            generation: number;
            /** @description Whether the payment came behind the watermark. */
            late: boolean;
            /** @description What was lacking. */
            degraded: ("no_model" | "model_failed" | "features")[];
            /** Format: date-time */
            decided_at: string;
            /** @description Name → value, null where there is none; with ?explain=full only. */
            features?: {
                [key: string]: null | number;
            };
        };
        DecisionTally: {
            /** Format: int64 */
            approve: number;
            /** Format: int64 */
            review: number;
            /** Format: int64 */
            block: number;
        };
        /** @description Payments on the way to the first model. */
        FirstTrainingProgress: {
            /** Format: int64 */
            seen: number;
            /** Format: int64 */
            needed: number;
        };
        /** @description Every 5 s: the server lives, and this is how much goes through. */
        Heartbeat: {
            /**
             * Format: date-time
             * @description The server's clock.
             */
            now: string;
            /**
             * Format: double
             * @description Decisions a second over the last 10 s.
             */
            rate: number;
            /**
             * Format: int64
             * @description Open cases.
             */
            open: number;
        };
        /** @description Who did what to a case. */
        HistoryLine: {
            /**
             * Format: int64
             * @description Rises.
             */
            id: number;
            /** Format: date-time */
            at: string;
            /** @description User name, name of a machine key, or gate. */
            actor: string;
            /** @enum {string} */
            action: "opened" | "status" | "assigned" | "reported" | "commented" | "joined" | "decided" | "moved_in" | "moved_out";
            /** @description joined: payments before; moved_in: the case that had it; moved_out: the payment; else what was before. */
            from: null | string;
            /** @description joined: payments after; reported, decided, moved_in: the payment; moved_out: the case that has it; else what came. */
            to: null | string;
        };
        /** @description One page of the history of a case. */
        HistoryPage: {
            /** @description Newest first. */
            items: components["schemas"]["HistoryLine"][];
            /** @description For the next page; null on the last. */
            next_cursor: null | string;
        };
        /** @description A machine key to be made. */
        KeyRequest: {
            /** @description 1–64 characters; the source of the cases and labels it sends. */
            name: string;
            /** @description At least one. */
            scopes: ("decide" | "label" | "cases" | "read")[];
        };
        /** @description A machine key, without its secret. */
        KeyResponse: {
            /** @description For the header X-Tollgate-Key. */
            key_id: string;
            /** @description Name of the machine. */
            name: string;
            /** @description What it may do. */
            scopes: ("decide" | "label" | "cases" | "read")[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Set when a successor was made.
             */
            expires_at: null | string;
            /**
             * Format: date-time
             * @description Set when it was revoked.
             */
            revoked_at: null | string;
        };
        /** @description A new machine key. */
        KeySecretResponse: {
            /** @description For the header X-Tollgate-Key. */
            key_id: string;
            /** @description base64url of the 32 bytes of the HMAC key; shown this once. */
            secret: string;
            /** @description Name of the machine. */
            name: string;
            /** @description What it may do. */
            scopes: ("decide" | "label" | "cases" | "read")[];
        };
        KeysResponse: {
            items: components["schemas"]["KeyResponse"][];
        };
        /**
         * @description What a payment turned out to be.
         * @enum {string}
         */
        LabelKind: "genuine" | "fraud";
        /** @description What a payment turned out to be, as it is sent. */
        LabelRequest: {
            transaction_id: string;
            /** @enum {string} */
            label: "fraud" | "genuine";
            /** @description RFC 3339; absent = the timestamp of a signed call, so that the same bytes say the same whenever they come, and now
             *     for a bearer; but never before the payment. */
            reported_at?: null | string;
            /** @description What a machine calls its source, at most 64 characters; absent = the name of its key. A person must leave it out. */
            source?: null | string;
        };
        /** @description What someone reported that a payment turned out to be. */
        LabelResponse: {
            label: components["schemas"]["LabelKind"];
            /** Format: date-time */
            reported_at: string;
            /** @description analyst:NAME for a person who labelled this payment, case:NAME for one who closed its case, machine:NAME for another
             *     system, import, or simulation. */
            source: string;
        };
        /** @description What became of the labels. */
        LabelsResponse: {
            /**
             * Format: int32
             * @description How many were new.
             */
            accepted: number;
            /**
             * Format: int32
             * @description How many said what was known.
             */
            unchanged: number;
            rejected: components["schemas"]["RejectedLabel"][];
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
            /** @enum {string} */
            status: "live";
        };
        /** @description A risky decision, as the live feed tells it. */
        LiveDecision: {
            transaction_id: string;
            user_id: string;
            decision: components["schemas"]["DecisionKind"];
            /** Format: double */
            risk: null | number;
            /** Format: int64 */
            amount_minor: null | number;
            currency: null | string;
            /** @description Why the payment stands out, strongest first. */
            reasons: components["schemas"]["Reason"][];
            /** Format: date-time */
            decided_at: string;
        };
        /** @description One event of the stream: the value of each of its lines, and of data the JSON. */
        LiveEvent: {
            /** @enum {string} */
            event: "case";
            data: components["schemas"]["CaseSummary"];
            /** @description For Last-Event-ID. */
            id?: string;
        } | {
            /** @enum {string} */
            event: "decision";
            data: components["schemas"]["LiveDecision"];
            /** @description For Last-Event-ID. */
            id?: string;
        } | {
            /** @enum {string} */
            event: "heartbeat";
            data: components["schemas"]["Heartbeat"];
            /** @description For Last-Event-ID. */
            id?: string;
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
        ModelInForce: {
            name: string;
            /** Format: int32 */
            version: number;
            /** Format: int32 */
            generation: number;
        };
        /** @description A version of a model. */
        ModelResponse: {
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
        /** @description The models of this gate. */
        ModelsResponse: {
            /** @description Newest first. */
            items: components["schemas"]["ModelResponse"][];
            /**
             * Format: int32
             * @description Number of the configuration in force.
             */
            generation: number;
            cold_start: null | components["schemas"]["FirstTrainingProgress"];
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
        /** @description The gate at a glance. */
        OverviewResponse: {
            /**
             * Format: date-time
             * @description The server's clock.
             */
            now: string;
            demo: boolean;
            /** @description Of the last 24 h. */
            decisions: components["schemas"]["DecisionTally"];
            /**
             * Format: double
             * @description Decisions a second over the last 10 s.
             */
            rate: number;
            /** @description Of the last minutes. */
            latency_ms: components["schemas"]["Latencies"];
            cases: components["schemas"]["OpenCases"];
            /** @description Risks from which a payment is reviewed and blocked. */
            thresholds: components["schemas"]["Thresholds"];
            model: null | components["schemas"]["ModelInForce"];
            cold_start: null | components["schemas"]["FirstTrainingProgress"];
            /** @description The last 60 minutes, oldest first. */
            series: components["schemas"]["MinuteCounts"][];
        };
        PasswordRequest: {
            /** @description At least 8 characters. */
            password: string;
        };
        /** @description A refusal, as RFC 9457 wants it. */
        ProblemResponse: {
            /** @description urn:tollgate:problem:CODE, for machines. */
            type: string;
            /** @description The same for people, always the same text for the same code. */
            title: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description What is wrong with this request. */
            detail?: string;
            /** @description Field → what is wrong with it. */
            errors?: {
                [key: string]: string[];
            };
            /** @description Under which the fault was logged. */
            trace_id?: string;
        };
        Ready: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            /** @description Part → one sentence on what is missing; also of a gate that is ready: what is wrong beside its work. */
            missing: {
                [key: string]: string;
            };
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
        /** @description A reason like the gate's own. */
        ReasonRequest: {
            /** @description 1 to 64 characters, for machines. */
            code: string;
            /** @description 1 to 500 characters, for people. */
            text: string;
            /**
             * Format: double
             * @description What it adds to the risk, in the reporter's own measure.
             * @default 0
             */
            contribution: number;
        };
        /** @description A label of an array that was refused; one sent alone is answered by the problem itself. */
        RejectedLabel: {
            /**
             * Format: int32
             * @description Of the label in the array, from 0.
             */
            index: number;
            error: components["schemas"]["ProblemResponse"];
            /** @description As far as it could be read. */
            transaction_id?: string;
        };
        /** @description A payment that another system finds risky. */
        ReportRequest: {
            transaction_id: string;
            user_id: string;
            /**
             * Format: double
             * @description 0 to 1; absent = what the gate said, where it saw the payment.
             */
            risk?: null | number;
            /** @description Sentences, or {code, text, contribution?}. */
            reasons?: null | (string | components["schemas"]["ReasonRequest"])[];
            /** @description Becomes a comment, 1 to 4000 characters. */
            note?: null | string;
        };
        /** @description The form of POST /api/revoke. */
        RevokeRequest: {
            /** @description A refresh token. */
            token: string;
        };
        SessionRequest: {
            username: string;
            password: string;
        };
        /** @description A sign-in of the dashboard. */
        SessionResponse: {
            /** @description For the header Authorization: Bearer. */
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /**
             * Format: int32
             * @description Seconds.
             */
            expires_in: number;
            /** @description Who has signed in. */
            user: components["schemas"]["CallerResponse"];
        };
        /** @description Risks from which a payment is reviewed and blocked. */
        Thresholds: {
            /** Format: double */
            review: number;
            /** Format: double */
            block: number;
        };
        /** @description A refusal by RFC 6749, 5.2. */
        TokenErrorResponse: {
            /** @enum {string} */
            error: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_scope" | "unsupported_grant_type" | "unsupported_token_type";
            /** @description What is wrong, for people. */
            error_description: string;
        };
        /** @description The form of POST /api/token. */
        TokenRequest: {
            /** @enum {string} */
            grant_type: "password" | "refresh_token" | "client_credentials";
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
        /** @description An access token, as RFC 6749, 5.1 wants it. */
        TokenResponse: {
            /** @description JWT for the header Authorization: Bearer. */
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /**
             * Format: int32
             * @description Seconds.
             */
            expires_in: number;
            /** @description Scopes, separated by blanks. */
            scope: string;
            /** @description Good for one refresh; absent for machine keys. */
            refresh_token?: string;
        };
        /** @description A payment as it was sent, without what was absent, and with its amount in the base currency. */
        TransactionFields: {
            transaction_id: string;
            /** Format: date-time */
            event_time: string;
            user_id: string;
            /**
             * Format: int64
             * @description Minor units of the currency.
             */
            amount_minor: number;
            currency: string;
            /**
             * Format: int64
             * @description Minor units of the base currency.
             */
            amount_base: number;
            merchant_id: string;
            merchant_category?: string;
            country?: string;
            card_country?: string;
            ip_country?: string;
            /** @enum {string} */
            channel?: "ecom" | "pos" | "atm" | "transfer";
            card_id?: string;
            device_id?: string;
            ip?: string;
            email_id?: string;
            attributes?: {
                [key: string]: boolean | number | string;
            };
        };
        /** @description A payment to be decided. Absent and null are the same; fields of other names are kept with it. */
        TransactionRequest: {
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
            /** @enum {null|string} */
            channel?: "ecom" | "pos" | "atm" | "transfer" | null;
            /** @description A token, never the card's number. */
            card_id?: null | string;
            device_id?: null | string;
            ip?: null | string;
            email_id?: null | string;
            /** @description Up to 32 of text, number or bool. */
            attributes?: null | {
                [key: string]: boolean | number | string;
            };
        };
        /** @description What is kept of a payment. */
        TransactionResponse: {
            transaction: components["schemas"]["TransactionFields"];
            decision: components["schemas"]["DecisionResponse"];
            /**
             * Format: uuid
             * @description The case that it is in; null for none.
             */
            case_id: null | string;
            /** @description The newest report first: it is the one that holds. */
            labels: components["schemas"]["LabelResponse"][];
        };
        UserChangeRequest: {
            /** @description All roles from now on; absent leaves them. */
            roles?: null | ("admin" | "lead" | "analyst" | "auditor")[];
            /** @description Absent leaves it. */
            disabled?: null | boolean;
        };
        UserRequest: {
            /** @description 1–64 letters, digits and -._@+ */
            username: string;
            /** @description At least 8 characters. */
            password: string;
            /** @description At least one. */
            roles: ("admin" | "lead" | "analyst" | "auditor")[];
        };
        /** @description A person who may sign in. */
        UserResponse: {
            /** @description Unique, whatever its case. */
            username: string;
            /** @description Those given to the user, without those they contain. */
            roles: ("admin" | "lead" | "analyst" | "auditor")[];
            /** @description A disabled user cannot sign in, and has no session. */
            disabled: boolean;
            /**
             * Format: date-time
             * @description When the user was added.
             */
            created_at: string;
        };
        UsersResponse: {
            items: components["schemas"]["UserResponse"][];
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
