/// What a dyno's answer may not be, in Heroku's words.
enum Restriction: String, Sendable {
    case contentLength = "invalid content length"
    case cookie = "oversized cookie"
    case header = "oversized header"
    case statusLine = "oversized status line"
}
