import Model

/// `renga store:verify`: whether layers are what they were when they were made.
package struct VerifyStore: Request {
    package typealias Answer = StoreVerification

    package static let name = "verifyStore"
    package static let permission = Permission.administer

    package init() {}

    package var subject: AppName? { nil }
}
