/// Sizes as people read them: `21 MB`.
///
/// Units are powers of 1024.
package enum SizeText {
    package static func shown(_ bytes: Int64) -> String {
        var amount = bytes
        var unit = "B"
        for larger in ["KB", "MB", "GB", "TB"] where amount >= 1024 {
            amount = (amount + 512) / 1024
            unit = larger
        }
        return "\(amount) \(unit)"
    }
}
