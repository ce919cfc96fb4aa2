// Two cores train, serve and browse at once: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
