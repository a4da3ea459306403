// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace muster::console {

/// To be called before each test function: any warning fails it, but for what the offscreen platform says of
/// itself.
inline void failOnOurWarnings()
{
    QTest::failOnWarning(
        QRegularExpression(QStringLiteral("^(?!This plugin does not support (propagateSizeHints|raise))")));
}

} // namespace muster::console
