/// A way to deliver lines.
protocol Delivery: AnyObject {
    /// How many of the first lines are on their way already.
    var sent: Int { get }

    /// Sends some of them. How many of the first have arrived, as far as this way can know; 0: none yet.
    func deliver(_ lines: WaitingLines) throws(DeliveryFailure) -> Int

    /// The first lines are others from now on.
    func forget()
}
