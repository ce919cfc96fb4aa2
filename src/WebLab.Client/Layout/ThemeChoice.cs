using Microsoft.JSInterop;

namespace WebLab.Client.Layout;

/// <summary>Light or dark: as the system says until a person chooses, then as chosen, in every tab and on the next visit.</summary>
public sealed class ThemeChoice(IJSRuntime js) : IDisposable
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<ThemeChoice>? _self;

    public event Action? Changed;

    /// <summary><c>system</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Choice { get; private set; } = "system";

    public async Task Start()
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/theme.js");
        _self ??= DotNetObjectReference.Create(this);
        OnThemeApplied(await _module.InvokeAsync<string>("watch", _self));
    }

    /// <summary>System, light, dark, and round again.</summary>
    public async Task Next()
    {
        if (_module is not null)
            await _module.InvokeVoidAsync(
                "choose",
                Choice switch
                {
                    "system" => "light",
                    "light" => "dark",
                    _ => "system",
                }
            );
    }

    [JSInvokable]
    public void OnThemeApplied(string choice)
    {
        Choice = choice;
        Changed?.Invoke();
    }

    public void Dispose() => _self?.Dispose();
}
