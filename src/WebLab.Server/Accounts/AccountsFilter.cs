using Microsoft.Extensions.Options;
using WebLab.Server.Problems;

namespace WebLab.Server.Accounts;

/// <summary>Refuses what is about accounts where there are none.</summary>
internal sealed class AccountsFilter(IOptions<AccountOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        options.Value.SingleUser
            ? Problem.Of(409, "This server runs with --single-user and has no accounts; start it without to have them.")
            : await next(context);
}
