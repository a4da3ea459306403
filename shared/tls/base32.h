// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

#include <optional>

namespace muster::base32 {

// RFC 4648's alphabet A-Z 2-7, without its padding. It has no 0, 1 and 8, so that these can be read as O, I
// and B.

/// Five bits a character, the highest first; the last character's spare bits are 0.
[[nodiscard]] QByteArray encode(QByteArrayView bytes);

/// Whole bytes only. Empty when a character does not belong to the alphabet or a spare bit is set.
[[nodiscard]] std::optional<QByteArray> decode(QByteArrayView characters);

/// What a person may have typed, in the alphabet: upper case, 0 1 8 as O I B, dashes and white space left
/// out. Empty when another character is in it.
[[nodiscard]] std::optional<QByteArray> tidied(QStringView typed);

/// One check character for text of the alphabet: put behind it, any one wrong character and any swap of
/// neighbours is noticed. It is a sum over GF(32) in which each place has a weight that differs from its
/// neighbours'.
[[nodiscard]] char checkCharacter(QByteArrayView characters);

/// The text in groups joined by dashes.
[[nodiscard]] QString grouped(QByteArrayView characters, qsizetype groupLength);

} // namespace muster::base32
