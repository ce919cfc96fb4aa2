using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WebLab.Server.Datasets.Imports;

namespace WebLab.Server.Tests.Datasets;

/// <summary>A process that decodes foreign files, with this test program in the trainer's place.</summary>
public sealed class ImportProcessTests
{
    private const string Greed = "As much as there is of what the runtime does not count.";
    private const int Taken = 600_000_000;

    /// <summary>Before the tests' own entry: as the server calls the trainer, takes memory as decoders do and waits.</summary>
    [ModuleInitializer]
    internal static void TakeWhenCalledSo()
    {
        if (
            Environment.GetCommandLineArgs() is not [_, "import", "--order", var order, "--until-input-ends"]
            || File.ReadAllText(order) != Greed
        )
            return;
        var taken = Marshal.AllocHGlobal(Taken);
        // Memory that nobody wrote to is none yet.
        for (var page = 0; page < Taken; page += 4_096)
            Marshal.WriteByte(taken, page, 1);
        Console.ReadLine();
        Environment.Exit(0);
    }

    [Fact]
    public async Task A_process_that_holds_more_memory_than_it_may_is_ended_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("order"), Greed, TestContext.Current.CancellationToken);
        var process = new ImportProcess(
            typeof(ImportProcessTests).Assembly.Location,
            new()
            {
                MemoryBytes = 200_000_000,
                NativeBytes = 200_000_000,
                Seconds = 60,
            },
            folder.File("log")
        );
        var end = await process.Run(folder.File("order"), _ => { }, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(
            "It holds more memory than the 0.4 GB that an import may take (Imports:MemoryBytes and Imports:NativeBytes).",
            end.Problem
        );
    }
}
