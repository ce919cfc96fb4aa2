using System.Diagnostics;

namespace WebLab.Testing;

/// <summary>Waiting for a thing, with a time-out that says what was missing.</summary>
public static class Waiting
{
    public static async Task<T> Within<T>(this Task<T> task, TimeSpan patience, Func<string> missing)
    {
        try
        {
            return await task.WaitAsync(patience);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Within {patience.TotalSeconds} s there was not {missing()}");
        }
    }

    public static async Task Within(this Task task, TimeSpan patience, Func<string> missing)
    {
        try
        {
            await task.WaitAsync(patience);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Within {patience.TotalSeconds} s there was not {missing()}");
        }
    }

    /// <summary>Looks until it is so.</summary>
    public static async Task Until(Func<bool> isSo, TimeSpan patience, Func<string> missing)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var began = Stopwatch.GetTimestamp(); !isSo(); await timer.WaitForNextTickAsync())
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Within {patience.TotalSeconds} s there was not {missing()}");
    }

    /// <summary>Asks until it is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo, TimeSpan patience, Func<string> missing)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var began = Stopwatch.GetTimestamp(); !await isSo(); await timer.WaitForNextTickAsync())
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Within {patience.TotalSeconds} s there was not {missing()}");
    }
}
