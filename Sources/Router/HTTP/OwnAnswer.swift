/// An answer that is the router's own, not a dyno's.
struct OwnAnswer {
    let status: Int
    let reason: StaticString
    /// nil: there is no body.
    var type: StaticString?
    /// Where a redirect leads; empty: nowhere.
    var location: [UInt8] = []
    var body: [UInt8] = []

    /// The page of an error, as its client likes it; an app may have a page of its own for its maintenance.
    static func page(_ error: RouterError, accept: [UInt8], requestID: [UInt8], maintenance: [UInt8]) -> OwnAnswer {
        let json = ErrorPage.wantsJSON(accept: accept)
        let isCustom = error == .maintenance && !json && !maintenance.isEmpty
        return OwnAnswer(
            status: error.status,
            reason: error.reason,
            type: json ? "application/json" : "text/html; charset=utf-8",
            body: isCustom ? maintenance : ErrorPage.body(error, json: json, requestID: requestID)
        )
    }
}
