using Microsoft.AspNetCore.SignalR.Client;

namespace WebLab.Client.Live;

/// <summary>Reconnects at once, then ever more slowly, then each five seconds for as long as the page is open.</summary>
internal sealed class RetryForEver : IRetryPolicy
{
    private static readonly double[] Seconds = [0, 0.5, 1, 2];

    public TimeSpan? NextRetryDelay(RetryContext retryContext) => Delay(retryContext.PreviousRetryCount);

    public static TimeSpan Delay(long attempt) => TimeSpan.FromSeconds(attempt < Seconds.Length ? Seconds[attempt] : 5);
}
