using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Background;

namespace WebLab.Server.Tests.Background;

public sealed class GuardedLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_turn_that_fails_is_logged_with_what_it_did_and_the_next_one_comes()
    {
        var log = new RecordedLog();
        var loop = new ThreeTurns(log);
        await loop.StartAsync(CancellationToken.None);
        await loop.Third.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await loop.StopAsync(CancellationToken.None);
        Assert.Equal(["counting failed; it goes on in 1 s."], log.Lines);
    }

    [Fact]
    public async Task Work_that_fails_in_the_background_is_logged()
    {
        var log = new RecordedLog();
        var tasks = new BackgroundTasks(
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            LoggerFactory.Create(builder => builder.AddProvider(log)).CreateLogger<BackgroundTasks>()
        );
        tasks.Start("counting", () => throw new InvalidOperationException("a fault"));
        await tasks.Finish(Patience);
        Assert.Equal(["counting failed."], log.Lines);
    }

    [Fact]
    public async Task What_must_be_done_is_tried_until_it_is()
    {
        var tries = 0;
        await GuardedLoop
            .Insist(
                "counting",
                () => ++tries < 2 ? throw new InvalidOperationException("a fault") : Task.CompletedTask,
                TimeProvider.System,
                new RecordedLog(),
                CancellationToken.None
            )
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(2, tries);
    }

    /// <summary>Nothing is fire and forget: what is begun and not awaited goes through <see cref="BackgroundTasks"/>, and in the worker
    /// whoever begins it keeps it and awaits it.</summary>
    [Theory]
    [InlineData("WebLab.Server")]
    [InlineData("WebLab.Training")]
    public void No_task_is_dropped_in_the_server(string project)
    {
        var sources = Path.Combine(Root(), "src", project);
        var dropped =
            from file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            from line in File.ReadLines(file)
            where
                line.Contains(".ContinueWith(", StringComparison.Ordinal)
                || System.Text.RegularExpressions.Regex.IsMatch(line, @"\b_ = [^;]*\(|\basync void\b")
            where !Harmless.Any(part => line.Contains(part, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(sources, file)}: {line.Trim()}";
        Assert.Empty(dropped);
    }

    // Values, not tasks.
    private static readonly string[] Harmless = ["TryWrite(", ".Count()", "Process.", "TryRemove(", "SetMask(", "Each(", "no_grad("];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests lie outside of the repository.");
        return folder.FullName;
    }

    private sealed class ThreeTurns(ILogger logger) : GuardedLoop("counting", TimeProvider.System, logger)
    {
        private readonly TaskCompletionSource _third = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _turns;

        public Task Third => _third.Task;

        protected override async Task Turn(CancellationToken stop)
        {
            switch (++_turns)
            {
                case 2:
                    throw new InvalidOperationException("a fault");
                case 3:
                    _third.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                    break;
            }
        }
    }

    private sealed class RecordedLog : ILogger, ILoggerProvider
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }
    }
}
