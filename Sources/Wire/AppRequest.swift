import Model

/// A request about one app.
package protocol AppRequest: Request {
    var app: AppName { get set }
}

extension AppRequest {
    package var subject: AppName? { app }
    package mutating func turn(to app: AppName) { self.app = app }
}
