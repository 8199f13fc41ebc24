import Model

/// A request that is about an app of its own, and refused of a preview.
package protocol WholeAppRequest: AppRequest {
    /// What a preview has instead: a sentence's end, after its name and `is a preview: `.
    static var ofPreviews: String { get }
}
