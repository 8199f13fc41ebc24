import Model

/// `renga store:gc`: what nothing names goes.
package struct SweepStore: Request {
    package typealias Answer = StoreSweep

    package static let name = "sweepStore"
    package static let permission = Permission.administer

    package init() {}

    package var subject: AppName? { nil }

    package var activity: String? { "Sweep the store" }
}
