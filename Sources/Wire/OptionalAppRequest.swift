import Model

/// A request about one app, or about all there is.
package protocol OptionalAppRequest: Request {
    /// nil: about all.
    var app: AppName? { get set }
}

extension OptionalAppRequest {
    package var subject: AppName? { app }
    package mutating func turn(to app: AppName) { self.app = app }
}
