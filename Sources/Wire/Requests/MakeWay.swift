import Model

/// Said by the shell that git runs in, once and again while it works for long: what it does is to have what others leave of the
/// processors, or, where that is nothing, a share.
package struct MakeWay: Request {
    package typealias Answer = Done

    package static let name = "makeWay"
    /// Whoever may push or fetch, deploy keys too.
    package static let permission = Permission.identify

    /// False: those who make way have waited for too long, and get their share.
    package let yields: Bool

    package init(yields: Bool) { self.yields = yields }

    package var subject: AppName? { nil }
}
