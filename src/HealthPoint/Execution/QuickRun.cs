using HealthPoint.Reports;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>Runs the quick checks of one pass on this thread, one after the other, each once.</summary>
internal struct QuickRun(LanePass pass)
{
    private int _step = LanePass.Started;

    /// <summary>What the last check returned; <see langword="null"/> as long as none has run.</summary>
    public HealthCheckResult? Last { get; private set; }

    /// <summary>Runs all quick checks of the pass.</summary>
    /// <returns><see langword="false"/> when the thread was robbed. If a check has run by then, the pass's place belongs to the taken run.</returns>
    public bool TryRunAll()
    {
        var clean = CleanContext.Enter();
        var before = 0;
        foreach (var group in pass.Groups)
        {
            var slots = group.Set.Slots.AsSpan(0, group.Set.Checks.Count);
            for (var place = 0; place < slots.Length; place++)
            {
                var slot = slots[place];
                if (!slot.IsQuick || !(slot.State.IsAtLane || slot.State.TryMoveToLane(pass)))
                {
                    group.AsksForMore = true;
                }
                else if (slot.State.LastAtLane.Pass == pass)
                {
                    group.Count(slot, slot.State.LastAtLane.Status);
                }
                else if (TryRun(slot, before + place + 1, clean, out var status))
                {
                    group.Count(slot, status);
                }
                else
                {
                    return false;
                }
            }

            before += slots.Length;
        }

        return pass.TryFinish(_step);
    }

    private bool TryRun(CheckSlot slot, int step, CleanContext clean, out HealthStatus status)
    {
        status = HealthStatus.Healthy;
        if (!pass.TryRun(_step, step))
        {
            return false;
        }

        _step = step;
        var result = slot.RunQuickly();
        Last = result;
        clean.Restore();
        slot.State.Ended(pass.StartedAt);
        if (result.Status != HealthStatus.Healthy || !slot.State.IsSettledHealthy)
        {
            if (pass.IsRobbed)
            {
                // The result may have come too late to count; the taken run decides that.
                return false;
            }

            status = slot.State.EndAtLane(CheckOutcome.Of(result, slot.Settings, TimeSpan.Zero), slot.Settings);
        }

        if (pass.Groups.Length > 1)
        {
            slot.State.LastAtLane = (pass, status);
        }

        return true;
    }
}
