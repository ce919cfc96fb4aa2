using System.CommandLine;

namespace WebLab.Bench.Store;

public static class StoreBench
{
    public static Command Create() => new("store", "x");
}
