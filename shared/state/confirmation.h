// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/facet.h"

namespace muster {

/// A member as it was last heard of.
struct MemberGlance
{
    QList<FacetValue> facets = {};
    QList<ControlAction> actions = {}; ///< what could be asked of it then
    bool isSilent = false; ///< it does not answer now: the rest is its last word
};

/// Whether what a member shows is what was asked of it.
struct Confirmation
{
    bool hasLeft = false; ///< it is not any more what it was: what goes around has begun
    bool isReached = false;

    friend bool operator==(const Confirmation &, const Confirmation &) = default;
};

/// Judges by what is observed alone; that a request was taken says nothing. Pure.
/// @param before what it showed when it was asked
/// @param hadLeft hasLeft of the judgement before, false at first
[[nodiscard]] Confirmation confirmationOf(ControlAction action, const MemberGlance &before, bool hadLeft,
                                          const MemberGlance &now);

/// Whether who tells is ended by the action, and so falls silent: it runs on the host that is asked, or it is
/// the management that restarts. Pure.
[[nodiscard]] bool silences(ControlAction action, const MemberGlance &glance);

/// The facets that the action is about, for people: "Chassis On, Host Running". Empty when none is known.
[[nodiscard]] QString seenText(ControlAction action, const MemberGlance &glance);
/// What seenText() has to come to, for people.
[[nodiscard]] QString wantedText(ControlAction action, const MemberGlance &before);

} // namespace muster
