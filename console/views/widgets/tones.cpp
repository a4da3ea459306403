// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/tones.h"

namespace muster::console {

Colour textColour(Tone tone)
{
    switch (tone) {
    case Tone::Dim:
        return Colour::Dim;
    case Tone::Well:
        return Colour::WellText;
    case Tone::Care:
        return Colour::CareText;
    case Tone::Critical:
        return Colour::CriticalText;
    case Tone::Stale:
        return Colour::StaleText;
    case Tone::Plain:
        break;
    }
    return Colour::Text;
}

Colour groundColour(Tone tone)
{
    switch (tone) {
    case Tone::Well:
        return Colour::WellGround;
    case Tone::Care:
        return Colour::CareGround;
    case Tone::Critical:
        return Colour::CriticalGround;
    default:
        return Colour::StaleGround;
    }
}

Tone toneOf(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return Tone::Well;
    case Mark::Care:
        return Tone::Care;
    case Mark::Critical:
        return Tone::Critical;
    case Mark::Stale:
    case Mark::Unknown:
        return Tone::Stale;
    case Mark::Running:
        break;
    }
    return Tone::Plain;
}

} // namespace muster::console
