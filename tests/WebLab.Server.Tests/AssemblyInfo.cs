using WebLab.Server.Tests.Hosting;

// Two cores train and serve at once: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SharedLab))]
