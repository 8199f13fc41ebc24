/// Everything that ends a request other than the dyno's own answer, with Heroku's code and words.
enum RouterError: Equatable, Sendable {
    case crashed, timedOut, closedWithoutResponse, noWeb, noWebType, idleDyno, badResponse, interrupted, connectTimeout
    case bootTimeout, pauseTimeout, refused, connectionLimit, forcedClose
    case restricted(Restriction), backlog, badRequest(Refusal), badExpectation
    case clientGone, clientIdle, maintenance, blank, platform, unknownHost

    /// What is wrong with a dyno's head.
    static func ofResponse(_ refusal: Refusal) -> RouterError {
        switch refusal {
        case .badContentLength: .restricted(.contentLength)
        case .firstLineTooLong: .restricted(.statusLine)
        case .cookieTooLong: .restricted(.cookie)
        case .lineTooLong, .headTooLong, .tooManyHeaders: .restricted(.header)
        default: .badResponse
        }
    }

    /// Empty where Heroku's log has none.
    var code: String {
        switch self {
        case .crashed: "H10"
        case .backlog: "H11"
        case .timedOut: "H12"
        case .closedWithoutResponse: "H13"
        case .noWeb, .noWebType: "H14"
        case .idleDyno: "H15"
        case .badResponse: "H17"
        case .interrupted: "H18"
        case .connectTimeout: "H19"
        case .bootTimeout, .pauseTimeout: "H20"
        case .refused: "H21"
        case .connectionLimit: "H22"
        case .forcedClose: "H24"
        case .restricted: "H25"
        case .badRequest, .badExpectation: "H26"
        case .clientGone: "H27"
        case .clientIdle: "H28"
        case .maintenance: "H80"
        case .blank: "H81"
        case .platform: "H99"
        case .unknownHost: ""
        }
    }

    var description: String {
        switch self {
        case .crashed: "App crashed"
        case .backlog: "Backlog too deep"
        case .timedOut: "Request timeout"
        case .closedWithoutResponse: "Connection closed without response"
        case .noWeb, .noWebType: "No web processes running"
        case .idleDyno: "Idle connection"
        case .badResponse: "Poorly formatted HTTP response"
        case .interrupted: "Server Request Interrupted"
        case .connectTimeout: "Backend connection timeout"
        case .bootTimeout: "App boot timeout"
        case .pauseTimeout: "App pause timeout"
        case .refused: "Backend connection refused"
        case .connectionLimit: "Connection limit reached"
        case .forcedClose: "Forced close"
        case .restricted(let restriction): "HTTP restriction: \(restriction.rawValue)"
        case .badRequest, .badExpectation: "Request Error"
        case .clientGone: "Client Request Interrupted"
        case .clientIdle: "Client Connection Idle"
        case .maintenance: "Maintenance mode"
        case .blank: "Blank app"
        case .platform: "Platform error"
        case .unknownHost: "No such app"
        }
    }

    var status: Int {
        switch self {
        case .clientGone, .clientIdle: 499
        case .badRequest: 400
        case .badExpectation: 417
        case .unknownHost: 404
        case .blank, .restricted: 502
        default: 503
        }
    }

    var reason: StaticString {
        switch status {
        case 400: "Bad Request"
        case 404: "Not Found"
        case 417: "Expectation Failed"
        case 502: "Bad Gateway"
        default: "Service Unavailable"
        }
    }

    /// The beginning of the log line, up to the method.
    var logStart: String {
        let level =
            switch self {
            case .clientGone, .clientIdle: "warning"
            case .maintenance, .blank, .unknownHost: "info"
            default: "error"
            }
        let start = code.isEmpty ? "at=\(level)" : "at=\(level) code=\(code) desc=\"\(description)\""
        switch self {
        case .badRequest(.badChunk): return start + " cause=\"bad chunk\""
        case .badRequest: return start + " cause=\"bad header\""
        case .badExpectation: return start + " cause=\"unsupported expect header value\""
        case .interrupted: return start + " sock=backend"
        case .clientGone: return start + " sock=client"
        default: return start
        }
    }

    /// Whether its reason is to be found in the app.
    var isTheApps: Bool {
        switch self {
        case .timedOut, .closedWithoutResponse, .interrupted, .idleDyno, .badResponse, .restricted, .connectTimeout, .refused, .forcedClose,
            .backlog, .bootTimeout:
            true
        default: false
        }
    }

    /// What a reader of the page can do about it.
    var advice: String {
        switch self {
        case .crashed: "All web dynos of this app have crashed. Its owner finds the reason with `renga logs`."
        case .backlog: "This app has more requests than its dynos can serve. Try again in a while."
        case .timedOut: "The app took too long to answer. The request may still be running; try again in a while."
        case .closedWithoutResponse, .interrupted:
            "The app closed the connection before its answer was complete. Try again."
        case .noWeb: "All of this app's web dynos are switched off. Its owner starts one with `ps:scale web=1`."
        case .noWebType: "This app has no web process. Its owner declares one in its Procfile and pushes it."
        case .idleDyno: "The app fell silent in the middle of its answer. Try again."
        case .badResponse: "The app's answer is not well-formed HTTP."
        case .restricted(let restriction):
            "The app's answer is one that is not passed on (\(restriction.rawValue))."
        case .connectTimeout, .refused: "The app's dynos do not take connections. Try again in a few seconds."
        case .bootTimeout: "The app is starting and was not ready in time. Try again in a while."
        case .pauseTimeout: "Requests to this app are held back at the moment. Try again in a while."
        case .forcedClose: "The dyno that had this request was replaced before its answer was complete. Try again."
        case .connectionLimit: "The router has as many connections as it may. Try again in a while."
        case .badRequest(let refusal): "The request is malformed: \(refusal.rawValue)."
        case .badExpectation: "The only expectation that is supported is 100-continue."
        case .clientGone, .clientIdle: "The request was not completed."
        case .maintenance: "This app is down for maintenance. Try again in a while."
        case .blank: "Nothing was deployed to this app yet. Its owner does so with `git push heroku main`."
        case .platform: "The router has no routes to serve. The machine's owner finds the reason in the router's log."
        case .unknownHost: "There is no app at this address. Its owner sees the addresses there are with `renga apps --long`."
        }
    }
}
