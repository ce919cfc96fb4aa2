using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WebLab.Client.Tests.Hosting;

public sealed class LookTests : BunitContext
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_is_looked_at_while_it_is_drawn_anew_is_not_kept()
    {
        var page = Render<Pulse>();
        for (var round = 1; round <= 100; round++)
        {
            var drawing = Task.Run(() => page.Instance.BeatAsync(5));
            while (!drawing.IsCompleted)
                page.Find("button");
            await drawing;
            Assert.Equal($"{page.Instance.Beats}", page.Find("button").TextContent);
        }
    }

    /// <summary>A page that draws itself anew from another thread, with a new handler each time.</summary>
    private sealed class Pulse : ComponentBase
    {
        public int Beats { get; private set; }

        public int Seen { get; private set; }

        public async Task BeatAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await InvokeAsync(() =>
                {
                    Beats++;
                    StateHasChanged();
                });
            }
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            for (var i = 0; i < 50; i++)
            {
                var seen = Beats;
                builder.OpenElement(0, "button");
                builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => Seen = seen));
                builder.AddContent(2, seen);
                builder.CloseElement();
            }
        }
    }
}
