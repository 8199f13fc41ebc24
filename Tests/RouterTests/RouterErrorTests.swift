import FoundationEssentials
import Model
import Testing

@testable import Router

/// What Heroku's table of codes says, held against ours; that each of them happens is in other tests.
@Suite("Router errors") struct RouterErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let error: RouterError
        let code: String
        let words: String
        let status: Int
        let level: String
        var extra = ""

        var testDescription: String { "\(code) \(words)" }
    }

    static let rows: [Row] = [
        Row(error: .crashed, code: "H10", words: "App crashed", status: 503, level: "error"),
        Row(error: .backlog, code: "H11", words: "Backlog too deep", status: 503, level: "error"),
        Row(error: .timedOut, code: "H12", words: "Request timeout", status: 503, level: "error"),
        Row(error: .closedWithoutResponse, code: "H13", words: "Connection closed without response", status: 503, level: "error"),
        Row(error: .noWebType, code: "H14", words: "No web processes running", status: 503, level: "error"),
        Row(error: .noWeb, code: "H14", words: "No web processes running", status: 503, level: "error"),
        Row(error: .idleDyno, code: "H15", words: "Idle connection", status: 503, level: "error"),
        Row(error: .badResponse, code: "H17", words: "Poorly formatted HTTP response", status: 503, level: "error"),
        Row(error: .interrupted, code: "H18", words: "Server Request Interrupted", status: 503, level: "error", extra: " sock=backend"),
        Row(error: .connectTimeout, code: "H19", words: "Backend connection timeout", status: 503, level: "error"),
        Row(error: .bootTimeout, code: "H20", words: "App boot timeout", status: 503, level: "error"),
        Row(error: .pauseTimeout, code: "H20", words: "App pause timeout", status: 503, level: "error"),
        Row(error: .refused, code: "H21", words: "Backend connection refused", status: 503, level: "error"),
        Row(error: .connectionLimit, code: "H22", words: "Connection limit reached", status: 503, level: "error"),
        Row(error: .forcedClose, code: "H24", words: "Forced close", status: 503, level: "error"),
        Row(
            error: .restricted(.contentLength),
            code: "H25",
            words: "HTTP restriction: invalid content length",
            status: 502,
            level: "error"
        ),
        Row(error: .restricted(.cookie), code: "H25", words: "HTTP restriction: oversized cookie", status: 502, level: "error"),
        Row(error: .restricted(.header), code: "H25", words: "HTTP restriction: oversized header", status: 502, level: "error"),
        Row(error: .restricted(.statusLine), code: "H25", words: "HTTP restriction: oversized status line", status: 502, level: "error"),
        Row(
            error: .badRequest(.badHost),
            code: "H26",
            words: "Request Error",
            status: 400,
            level: "error",
            extra: " cause=\"bad header\""
        ),
        Row(error: .badRequest(.badChunk), code: "H26", words: "Request Error", status: 400, level: "error", extra: " cause=\"bad chunk\""),
        Row(
            error: .badExpectation,
            code: "H26",
            words: "Request Error",
            status: 417,
            level: "error",
            extra: " cause=\"unsupported expect header value\""
        ),
        Row(error: .clientGone, code: "H27", words: "Client Request Interrupted", status: 499, level: "warning", extra: " sock=client"),
        Row(error: .clientIdle, code: "H28", words: "Client Connection Idle", status: 499, level: "warning"),
        Row(error: .maintenance, code: "H80", words: "Maintenance mode", status: 503, level: "info"),
        Row(error: .blank, code: "H81", words: "Blank app", status: 502, level: "info"),
        Row(error: .platform, code: "H99", words: "Platform error", status: 503, level: "error"),
    ]

    private struct Page: Decodable {
        let id: String
        let status: Int
        let message: String
        let hint: String
        let request_id: String
    }

    @Test(arguments: rows)
    func `every code has its words, its status, its line and its page`(row: Row) throws {
        #expect(row.error.code == row.code && row.error.description == row.words && row.error.status == row.status)
        #expect(row.error.logStart == "at=\(row.level) code=\(row.code) desc=\"\(row.words)\"\(row.extra)")
        let id = Array("0123456789-abcdefghij".utf8)
        let html = String(decoding: ErrorPage.body(row.error, json: false, requestID: id), as: UTF8.self)
        for text in ["<title>\(row.words)</title>", "<h1>\(row.words)</h1>", "\(row.code) &middot;", "0123456789-abcdefghij"] {
            #expect(html.contains(text))
        }
        #expect(html.utf8.count < 1_500)
        let json = try JSONDecoder().decode(Page.self, from: Data(ErrorPage.body(row.error, json: true, requestID: id)))
        #expect(json.id == row.code && json.status == row.status && json.message == row.words && !json.hint.isEmpty)
        #expect(json.request_id == "0123456789-abcdefghij")
    }

    @Test(arguments: rows)
    func `every code is explained to the app's owner, who is led there by its page`(row: Row) throws {
        let code = try #require(PlatformCode.of(row.code))
        #expect(row.words.hasPrefix(code.title) || row.error == .pauseTimeout)
        let html = String(decoding: ErrorPage.body(row.error, json: false, requestID: Array("ab-12".utf8)), as: UTF8.self)
        #expect(html.contains("<code>renga why ab-12</code>") == row.error.isTheApps)
    }

    @Test(arguments: [
        ("application/json", true), ("application/vnd.api+json, */*", true), ("text/html, application/json", false), ("*/*", false),
        ("", false),
        ("APPLICATION/JSON", true),
    ])
    func `JSON is for those who name it and not HTML`(accept: String, isJSON: Bool) {
        #expect(ErrorPage.wantsJSON(accept: Array(accept.utf8)) == isJSON)
    }
}
