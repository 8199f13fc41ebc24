/// One small page for every error, as HTML or as JSON.
enum ErrorPage {
    static func body(_ error: RouterError, json: Bool, requestID: [UInt8]) -> [UInt8] {
        let id = String(decoding: requestID, as: UTF8.self)
        return Array((json ? self.json(error, id) : html(error, id)).utf8)
    }

    /// JSON is wanted where `Accept` names it and not HTML.
    static func wantsJSON(accept: [UInt8]) -> Bool {
        let text = String(decoding: accept, as: UTF8.self).lowercased()
        return text.contains("json") && !text.contains("html")
    }

    private static func json(_ error: RouterError, _ id: String) -> String {
        let advice = advice(error, id)
        return "{\"id\":\"\(error.code.isEmpty ? "no_such_app" : error.code)\",\"status\":\(error.status),"
            + "\"message\":\"\(error.description)\",\"hint\":\"\(advice)\",\"request_id\":\"\(id)\"}\n"
    }

    private static func html(_ error: RouterError, _ id: String) -> String {
        let code = error.code.isEmpty ? "\(error.status)" : error.code
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>\(error.description)</title><style>
            :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;\
            place-items:center;background:Canvas;color:CanvasText}main{max-width:32rem;padding:2rem;\
            border-left:.4rem solid #b5452c}h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:.5rem 0}\
            small{opacity:.65}code{font-size:.95em}</style></head>
            <body><main><h1>\(error.description)</h1><p>\(marked(advice(error, id)))</p>
            <p><small>\(code) &middot; request <code>\(id)</code></small></p></main></body></html>

            """
    }

    /// A visitor's, then the owner's.
    private static func advice(_ error: RouterError, _ id: String) -> String {
        error.isTheApps ? "\(error.advice) Its owner finds the reason with `renga why \(id)`." : error.advice
    }

    /// Commands between back-ticks as code.
    private static func marked(_ text: String) -> String {
        var isCode = false
        return text.map { letter -> String in
            guard letter == "`" else { return String(letter) }
            isCode.toggle()
            return isCode ? "<code>" : "</code>"
        }.joined()
    }
}
