namespace WebLab.Client.Tests.Hosting;

/// <summary>A clock whose timers do not wait, so that a hundred reconnections take the time of their work.</summary>
public sealed class HurriedTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
}
