// Torch's thread count and its count of tensors belong to the process: tests that measure or train go one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
