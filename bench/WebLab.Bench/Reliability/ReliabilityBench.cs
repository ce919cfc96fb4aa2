using System.CommandLine;

namespace WebLab.Bench.Reliability;

/// <summary><c>bench reliability</c>: kills at random moments, a soak, and a thousand idle connections.</summary>
internal static class ReliabilityBench
{
    public static Command Create()
    {
        var kills = new Option<int?>("--kills")
        {
            Description = "Only kills at random moments under load, so many; 200 without any option.",
        };
        var soak = new Option<int?>("--soak") { Description = "Only the soak, so many runs; 2000 without any option." };
        var idle = new Option<int?>("--idle") { Description = "Only idle hub connections, so many; 1000 without any option." };
        var seed = new Option<int>("--seed") { Description = "Draws the moments and victims of the kills.", DefaultValueFactory = _ => 1 };
        var json = BenchCommand.Json();
        var command = new Command("reliability", "Kills at random moments under load, many short runs, many connections (Linux).")
        {
            kills,
            soak,
            idle,
            seed,
            json,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                if (!OperatingSystem.IsLinux())
                    throw new BenchException("bench reliability reads /proc and runs on Linux only.");
                var report = new BenchReport(parsed.GetValue(json));
                var (killCount, soakCount, idleCount) = (parsed.GetValue(kills), parsed.GetValue(soak), parsed.GetValue(idle));
                if ((killCount, soakCount, idleCount) is (null, null, null))
                    (killCount, soakCount, idleCount) = (200, 2_000, 1_000);
                if (killCount is > 0)
                    await new RandomKills(parsed.GetValue(seed)).Run(killCount.Value, report);
                if (idleCount is > 0)
                    await IdleConnections.Run(idleCount.Value, report);
                if (soakCount is > 0)
                    await new Soak(soakCount.Value).Run(report);
                return report.ExitCode;
            }
        );
        return command;
    }
}
