namespace WebLab.Bench.Hosting;

/// <summary>The server that is measured.</summary>
internal static class BenchLab
{
    /// <summary>Starts the published server, or the one that the suite's short forms name, which was built and not published.</summary>
    public static Task<LabProcess> Start(string store, int port = 0, params string[] options) =>
        LabProcess.Start(
            new(Environment.GetEnvironmentVariable("WEBLAB_SERVER") ?? Built.PublishedServer)
            {
                Store = store,
                Port = port,
                Options = options,
            }
        );
}
