import Model

/// A request about one app.
package protocol AppRequest: Request {
    var app: AppName { get }
}

extension AppRequest {
    package var subject: AppName? { app }
}
