// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace muster::console {

class Theme;

/// A flat button with a picture; its words are its accessible name and are shown on hover.
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    /// @param icon as Theme::icon() takes it
    IconButton(const Theme &theme, const QString &icon, const QString &words, QWidget *parent = nullptr);

    void setWords(const QString &words);
};

} // namespace muster::console
