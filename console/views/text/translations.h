// SPDX-License-Identifier: Apache-2.0
#pragma once

class QCoreApplication;
class QLocale;

namespace muster::console {

/// Loads the words of a language into the program: Qt's own and ours. What is not translated stays English,
/// with English plurals.
void loadTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace muster::console
