// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/report/report.h"

namespace muster::console {

/// One self-contained page: no scripts, nothing fetched, light and dark, fit for a mail. All text of nodes is
/// escaped.
[[nodiscard]] QByteArray toHtml(const Report &report);

/// The same as Markdown, for tickets and chats.
[[nodiscard]] QByteArray toMarkdown(const Report &report);

} // namespace muster::console
