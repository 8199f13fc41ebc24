enum Spliced {
    case moved(Int)
    case blocked
    case sourceGone
    case sinkGone
}
