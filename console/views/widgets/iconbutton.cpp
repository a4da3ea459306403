// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/iconbutton.h"

#include "console/views/theme/theme.h"

namespace muster::console {

IconButton::IconButton(const Theme &theme, const QString &icon, const QString &words, QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setWords(words);
    setIcon(theme.icon(icon));
    connect(&theme, &Theme::changed, this, [this, &theme, icon] { setIcon(theme.icon(icon)); });
}

void IconButton::setWords(const QString &words)
{
    setToolTip(words);
    setAccessibleName(words);
}

} // namespace muster::console
